// Points in time for people.

const DAY = 24 * 3600 * 1000;
const clock = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
const full = new Intl.DateTimeFormat("zh-CN", { dateStyle: "long", timeStyle: "short", hour12: false });

/** @param {number} now @returns {number} the beginning of its day */
function midnightOf(now) {
  return new Date(now).setHours(0, 0, 0, 0);
}

/** 14:05, 昨天 14:05, 3月2日 14:05, 2025年3月2日 14:05. @param {string} iso */
export function momentWords(iso, now = Date.now()) {
  const then = new Date(iso);
  const midnight = midnightOf(now);
  if (then >= midnight) return clock.format(then);
  if (then >= midnight - DAY) return `昨天 ${clock.format(then)}`;
  const year = then.getFullYear() === new Date(now).getFullYear() ? "" : `${then.getFullYear()}年`;
  return `${year}${then.getMonth() + 1}月${then.getDate()}日 ${clock.format(then)}`;
}

/** @param {string} iso */
export function fullMoment(iso) {
  return full.format(new Date(iso));
}

/** Which part of a list a time belongs to: 今天, 昨天, 七天内, 三十天内, then its month. @param {string} iso */
export function ageOf(iso, now = Date.now()) {
  const midnight = midnightOf(now);
  const then = new Date(iso);
  if (then >= midnight) return "今天";
  if (then >= midnight - DAY) return "昨天";
  if (then >= midnight - 7 * DAY) return "七天内";
  if (then >= midnight - 30 * DAY) return "三十天内";
  return `${then.getFullYear()}年${then.getMonth() + 1}月`;
}
