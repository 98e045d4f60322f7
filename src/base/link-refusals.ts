/** Why a link is not opened, in English by code: what the link's reader says and the words of the page begin from. */
export const linkRefusals = {
  tooLong: 'The link is too long: expected at most {detail} characters.',
  empty: 'The link holds no scenario: expected #s=… in it.',
  unknown: 'The link asks for something unknown: {detail}.',
  cutShort: 'The link is damaged: it is cut short or holds characters of others.',
  tooMuch: 'The link holds too much: expected at most {detail} bytes.',
  packed: 'The link is damaged: it cannot be unpacked.',
  damaged: 'The link is damaged: {detail}.',
  newer: 'The link was made by a newer version of Spillway: reload the page and try again.',
  notValid: "The link's scenario is not valid: {detail}.",
} as const;
