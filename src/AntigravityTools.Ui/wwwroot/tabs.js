// A strip of tabs is wider than a phone.

/** Brings the current tab of a strip into its middle; the page itself stays where it is. */
export function reveal(strip) {
  const tab = strip.querySelector('[aria-current="true"]');
  if (tab) {
    const [outer, inner] = [strip.getBoundingClientRect(), tab.getBoundingClientRect()];
    strip.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  }
}
