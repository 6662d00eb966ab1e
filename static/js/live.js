// Asks one cheap question every 1.5 s while the page is seen; a change makes the panels refetch themselves.
const source = document.querySelector("[data-live-url]");
let version = source?.dataset.liveVersion;

async function ask() {
  if (document.hidden) return;
  try {
    const answer = await fetch(`${source.dataset.liveUrl}?since=${encodeURIComponent(version)}`);
    if (answer.status === 200) {
      version = await answer.text();
      document.body.dispatchEvent(new CustomEvent(answer.headers.get("HX-Trigger"), { bubbles: true }));
    } else if (answer.status === 410) {
      location.reload();
    }
    document.body.toggleAttribute("data-offline", false);
  } catch {
    document.body.toggleAttribute("data-offline", true);
  }
}

if (source) {
  setInterval(ask, 1500);
  document.addEventListener("visibilitychange", ask);
}
