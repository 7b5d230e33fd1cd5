// The mailbox keeps itself up to date, and a code can be copied; everything else works without scripts.

const EVERY_MS = 2000;

async function refresh(list) {
  const shown = await fetch(`/_local/mails?to=${encodeURIComponent(list.dataset.to)}`);
  if (!shown.ok) return;
  const newest = (await shown.json())[0]?.id ?? "";
  if (newest === list.dataset.newest) return;
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const fresh = page.getElementById("mails");
  if (!fresh) return;
  // Replaced piece by piece, so that the list keeps its scroll position and its place in the tab order.
  list.dataset.newest = newest;
  list.replaceChildren(...fresh.children);
}

const list = document.querySelector("[data-refresh]");
if (list) {
  setInterval(() => {
    if (!document.hidden) refresh(list).catch(() => {});
  }, EVERY_MS);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copié";
  });
}
