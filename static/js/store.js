// Local storage, where a browser that refuses it costs comfort and nothing else.
export function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function write(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    // Full or forbidden: the page works on without.
  }
}
