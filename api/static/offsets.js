// The server counts Unicode characters, JavaScript counts UTF-16 units; rare characters take two of them.

export function unitOffsets(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (offset) => Math.min(offset, text.length);
  const units = [];
  let unit = 0;
  for (const character of text) {
    units.push(unit);
    unit += character.length;
  }
  units.push(unit);
  return (offset) => units[Math.min(offset, units.length - 1)];
}

// "#12-30" or "#c=12-30" is a span, "#12" a place; anything else is null.
export function parseFragment(fragment) {
  const match = /^#?(?:c=)?(\d+)(?:-(\d+))?$/.exec(fragment);
  if (!match) return null;
  const start = Number(match[1]);
  return { start, end: match[2] === undefined ? start : Number(match[2]) };
}
