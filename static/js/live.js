// One cheap question every 1.5 s while the page is seen; a change makes the panels refetch themselves
// (hx-trigger="launch-changed from:body").
const EVERY_MS = 1500;
const source = document.querySelector("[data-live-url]");
let version = source?.dataset.liveVersion;
let here = null;
let isAsking = false;

async function ask() {
  if (document.hidden || isAsking) return;
  isAsking = true;
  try {
    const answer = await fetch(`${source.dataset.liveUrl}?since=${encodeURIComponent(version)}`);
    document.body.removeAttribute("data-offline");
    if (here !== (here = answer.headers.get("X-Here"))) document.dispatchEvent(new CustomEvent("here-changed"));
    if (answer.status === 200) {
      version = await answer.text();
      document.body.dispatchEvent(new CustomEvent(answer.headers.get("HX-Trigger"), { bubbles: true }));
    } else if (answer.status === 410) {
      location.reload();
    }
  } catch {
    document.body.setAttribute("data-offline", "");
  } finally {
    isAsking = false;
  }
}

// What a panel asks by itself is nobody at work: an unattended screen must not go on with a shift.
document.addEventListener("htmx:configRequest", ({ detail: { elt, headers } }) => {
  if (elt.matches("[hx-trigger*=launch-changed], [hx-trigger*=every]")) headers["X-By-Itself"] = "1";
});

if (source) {
  setInterval(ask, EVERY_MS);
  document.addEventListener("visibilitychange", ask);
  addEventListener("online", ask);
  addEventListener("offline", () => document.body.setAttribute("data-offline", ""));
}
