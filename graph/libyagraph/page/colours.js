// Colours of the data on the reader's ground. In go colours as #rrggbb, out come such that stand out
// from the ground by 3:1, the contrast that signs need. The page's own colours are read once.
let ground = [255, 255, 255];
const theme = new Map();
const adapted = new Map();
const colourOf = (name) => {
  if (!theme.has(name))
    theme.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  return theme.get(name);
};

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
function luminance(rgb) {
  const [r, g, b] = rgb.map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}
function legibly(hex) {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) return hex;
  const towards = luminance(ground) > 0.3 ? 0 : 255;
  let rgb = channels(hex);
  for (let i = 0; i < 12 && contrast(rgb, ground) < 3; i++)
    rgb = rgb.map((c) => Math.round(c + (towards - c) * 0.12));
  return `#${rgb.map((c) => c.toString(16).padStart(2, "0")).join("")}`;
}
// A colour of the data, moved towards white or black until it stands out from the ground.
function legible(hex) {
  if (!adapted.has(hex)) adapted.set(hex, legibly(hex));
  return adapted.get(hex);
}
// After a change between light and dark, and before paper.
function readGround() {
  theme.clear();
  adapted.clear();
  const found = /#[0-9a-f]{6}/i.exec(colourOf("--ground"));
  if (found) ground = channels(found[0]);
}
