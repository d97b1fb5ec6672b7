/** Fetches the page again and puts its live part in place, unless somebody is busy in it. */
export const liveScript = `const live = document.querySelector('[data-live]');
async function refresh() {
  if (!live || document.hidden || live.matches(':focus-within')) return;
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!answer.ok) return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('[data-live]');
  if (fresh && fresh.innerHTML !== live.innerHTML && !live.matches(':focus-within')) live.replaceChildren(...fresh.childNodes);
}
setInterval(() => refresh().catch(() => undefined), 2000);
`;
