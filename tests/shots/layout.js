// What is wrong with the layout of the page as it stands, as sentences.
(longestMotion) => {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const MOST = 5;
  const name = (element) => `${element.tagName.toLowerCase()}#${element.id}.${element.className}`;

  function tooWide() {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px wider than the screen`] : [];
  }

  // A page may hide what leaves it, so the width of the document says too little.
  function isOutside(element) {
    if (!element.checkVisibility() || element.closest(".visually-hidden, .skip, .trap, svg")) return false;
    const { left, right, width } = element.getBoundingClientRect();
    if (!width || (left >= -1 && right <= document.documentElement.clientWidth + 1)) return false;
    for (let around = element.parentElement; around !== document.body; around = around.parentElement) {
      if (getComputedStyle(around).overflowX !== "visible") return false;
    }
    return true;
  }

  // Text that is cut must be readable whole on hover: by its title, or by the script that gives one to .truncate.
  function isCut(element) {
    const isShown = element.checkVisibility() && element.textContent.trim();
    if (!isShown || element.closest(".visually-hidden, [title], .truncate")) return false;
    const hides = ["hidden", "clip"].includes(getComputedStyle(element).overflowX);
    return hides && element.scrollWidth > element.clientWidth + 1;
  }

  // A control whose middle belongs to something else cannot be pressed. What a bar that stays covers can be scrolled.
  function isCovered(control) {
    if (!control.checkVisibility() || control.closest(".visually-hidden, .skip, .trap")) return false;
    const { left, top, width, height } = control.getClientRects()[0] ?? {};
    const [x, y] = [left + width / 2, top + height / 2];
    if (!width || x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
    const hit = document.elementFromPoint(x, y);
    return hit && !control.contains(hit) && !hit.contains(control) && !hit.closest(".bar, .rail, .desk-detail");
  }

  const all = (selector) => [...document.body.querySelectorAll(selector)];
  const isFloating = document.querySelector("dialog[open], details.menu[open]");
  const moving = document.getAnimations({ subtree: true });
  const isLong = (each) => each.effect.getComputedTiming().duration > longestMotion;
  const told = [
    ...tooWide(),
    ...all("*").filter(isOutside).map((each) => `outside: ${name(each)}: ${each.textContent.trim().slice(0, 40)}`),
    ...all("*").filter(isCut).map((each) => `cut: ${name(each)}: ${each.textContent.trim().slice(0, 40)}`),
    ...(isFloating ? [] : all(CONTROLS).filter(isCovered).map((each) => `covered: ${name(each)}`)),
    ...moving.filter(isLong).map((each) => `moves too long: ${name(each.effect.target)}`),
  ];
  return [...new Set(told)].slice(0, MOST);
}
