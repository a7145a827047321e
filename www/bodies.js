// The bodies of a catalogue: what is not opened stays text.

const newline = 10;

/** Bodies from the part that `virker build` writes, in which each entry has a line of its own. */
const byLine = (bytes) => {
  const ends = [];
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, end + 1)) ends.push(end);
  const text = (from, to) => new TextDecoder().decode(bytes.subarray(from, to));
  return {
    rest: JSON.parse(text(0, ends[0]) + "]}"),
    entry: (index) => JSON.parse(text(ends[index] + 1, ends[index + 1]).replace(/,$/, "")),
  };
};

/** Bodies from the whole document. It may be of another day than the cards, so each entry is found by its id. */
const byId = ({ entries, ...rest }) => ({ rest, entry: (_, wanted) => entries.find(({ id }) => id === wanted) });

/** Fetches what opened pages need of a catalogue: `rest` is parsed, and `entry` parses the entry with an index and id. */
export const fetchBodies = async ({ entries, large, whole }) => {
  const part = entries();
  try {
    return byLine(new Uint8Array(await large(part)));
  } catch (error) {
    return byId((await whole(part, error)).body);
  }
};
