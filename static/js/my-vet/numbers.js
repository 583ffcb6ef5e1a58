// Telephone numbers as people write them.

const FEWEST_DIGITS = 3;
const WRITTEN = /^\+?[\d () .\-/]+$/;

// What a phone dials: +44 (0)1632 960123 is +441632960123.
export function dialled(number) {
  const international = number.startsWith("+") ? number.replace("(0)", "") : number;
  return international.replace(/[^\d+]/g, "");
}

export function isNumber(text) {
  return WRITTEN.test(text) && text.replace(/\D/g, "").length >= FEWEST_DIGITS;
}
