// Where a citation and a picture are put when the caret stands within something.

import assert from "node:assert/strict";
import { test } from "node:test";
import { placeOfCitation, placeOfPicture } from "../../static/js/editor/standing.js";
import { read } from "./field.js";

const put = (place, shown) => {
  const [value, , at] = read(shown);
  const there = place(value, at);
  return `${value.slice(0, there)}|${value.slice(there)}`;
};
const each = (name, place, cases) =>
  test(name, () => {
    for (const [before, after] of cases) assert.equal(put(place, before), after, before);
  });

each("a citation stands behind the word and its punctuation", placeOfCitation, [
  ["I|n one study, dogs", "In| one study, dogs"],
  ["In one stu|dy, dogs", "In one study,| dogs"],
  ["They ate grass|.", "They ate grass.|"],
  ["They ate gr|ass.\nNext", "They ate grass.|\nNext"],
  ["They weighed 12|.5 kg.", "They weighed 12.5| kg."],
  ["It does|n't hurt", "It doesn't| hurt"],
  ["“So she sa|id.” Then", "“So she said.”| Then"],
  ["**well kn|own** dogs", "**well known**| dogs"],
  ["See [gr|ass](article:grass), it", "See [grass](article:grass),| it"],
  ["It did.[^har|t2008] Next", "It did.[^hart2008]| Next"],
  ["They ate. |Most did", "They ate.| Most did"],
  ["[[They ate grass]], so", "They ate grass,| so"],
]);
each("a citation stays where it breaks nothing", placeOfCitation, [
  ["|Dogs eat", "|Dogs eat"],
  ["Dogs | eat", "Dogs | eat"],
  ["- |Dogs", "- |Dogs"],
  ["1. |Dogs", "1. |Dogs"],
  ["They ate. |", "They ate. |"],
  ["Both |**did**", "Both |**did**"],
]);
each("a picture stands behind the paragraph or the block", placeOfPicture, [
  ["In on|e study\ndogs ate.\n\nNext", "In one study\ndogs ate.|\n\nNext"],
  ["One\n|\nTwo", "One\n|\nTwo"],
  ["One\n\nTw|o", "One\n\nTwo|"],
  ["::: care now Phone\n- A s|ign\n\n- More\n:::\n\nNext", "::: care now Phone\n- A sign\n\n- More\n:::|\n\nNext"],
  ["```\nco|de\n\n```\n\nNext", "```\ncode\n\n```|\n\nNext"],
  ["|", "|"],
]);
