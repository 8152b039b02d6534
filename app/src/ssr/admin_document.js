(d => {
  try {
    const theme = localStorage.getItem("theme");
    if (theme) d.documentElement.dataset.theme = theme;
  } catch {}

  // A step through the history leads back to where a screen was scrolled, and to the link or field that had the focus. Filters and
  // tabs are in the address. Written here because it takes a tenth of what it would take as WASM.
  const places = {};
  const address = () => location.pathname + location.search;
  let path = location.pathname;
  // The address that is being returned to, until its screen stands or the person does something there.
  let wanted = null;
  const remember = what => {
    if (wanted) return;
    path = location.pathname;
    Object.assign((places[address()] ??= {}), what);
  };
  const arrive = (place, until) => {
    if (wanted !== address()) return;
    const root = d.documentElement;
    const element = place.focus && d.querySelector(place.focus);
    const isThere = root.scrollHeight - root.clientHeight + 1 >= (place.y ?? 0) && (element || !place.focus);
    if (!isThere && Date.now() < until) return setTimeout(arrive, 50, place, until);
    wanted = null;
    element?.focus({ preventScroll: true });
    scrollTo(0, place.y ?? 0);
  };
  addEventListener("scroll", () => remember({ y: scrollY }));
  addEventListener("focusin", ({ target }) => {
    if (!target.closest?.("#content")) return;
    const href = target.getAttribute("href");
    const name = target.id ? `#${CSS.escape(target.id)}` : href && `#content a[href="${CSS.escape(href)}"]`;
    remember({ focus: name });
  });
  addEventListener("popstate", () => {
    const place = places[address()];
    const isOther = location.pathname !== path;
    path = location.pathname;
    wanted = isOther && place ? address() : null;
    if (wanted) setTimeout(arrive, 50, { ...place }, Date.now() + 6000);
  });
  for (const act of ["wheel", "touchmove", "pointerdown", "keydown"])
    addEventListener(act, () => (wanted = null), { capture: true, passive: true });

  OPEN.then(
    m => m.open_admin(),
    () => d.getElementById("admin-failed")?.removeAttribute("hidden"),
  );
})(document);
