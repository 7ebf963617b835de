// One form for all spellings of a name. fold: no accents, no case, one letter for the forms of alef,
// yeh, heh and kaf, the vowels and the stretching of Arabic left out (NFD takes hamza and vowels off
// as marks), digits as 0 to 9. skeleton: the consonants by which a name sounds, in Arabic or Latin
// letters, whatever the transliteration. It knows letters only, and no name.
const SAME = new Map([..."ٱا", ..."ىي", ..."یي", ..."ةه", ..."کك", ..."گك", ..."پب", ..."ڤف", ..."چج"]
  .map((letter, index, all) => [letter, all[index + 1]]).filter((_, index) => index % 2 === 0));

function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}|\u0640/gu, "")
    .toLowerCase()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[ٱىیةکگپڤچ]/g, (letter) => SAME.get(letter))
    .replace(/ı/g, "i")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const ARABIC = new Map(Object.entries({
  ب: "b", ت: "t", ث: "t", ج: "j", ح: "h", خ: "h", د: "d", ذ: "d", ر: "r", ز: "z", س: "s", ش: "s",
  ص: "s", ض: "d", ط: "t", ظ: "z", غ: "k", ف: "f", ق: "k", ك: "k", ل: "l", م: "m", ن: "n", ه: "h",
}));
const ARTICLES = new Set(["al", "el", "il", "ad", "ed", "an", "en", "ar", "er", "as", "es", "ash",
  "esh", "at", "et", "az", "ez"]);

// Letters written as two first, then those that stand for one sound; p and v are none of Arabic's.
function consonants(word) {
  const latin = /[\u0600-\u06ff]/.test(word)
    ? [...word.replace(/^ال(?=..)/, "")].map((letter) => ARABIC.get(letter) || "").join("")
    : word
      .replace(/kh/g, "h").replace(/gh/g, "k").replace(/dj|dzh/g, "j").replace(/tch|sch|sh|ch/g, "s")
      .replace(/ph/g, "f").replace(/([td])h/g, "$1").replace(/c(?=[eiy])/g, "s").replace(/x/g, "ks")
      .replace(/[cqg]/g, "k").replace(/p/g, "b").replace(/v/g, "f").replace(/[^bdfhjklmnrstz]/g, "");
  return latin.replace(/(.)\1+/g, "$1").replace(/(?<=.)h$/, "");
}

// The skeletons of a folded text's words, without the article of Arabic names.
function skeleton(form) {
  return form.split(" ").filter((word) => !ARTICLES.has(word)).map(consonants).filter(Boolean);
}
