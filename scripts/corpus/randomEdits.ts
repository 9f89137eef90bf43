/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export type EditKind = keyof typeof EDITS;

/** A text after one edit. */
export interface EditedText {
  readonly kind: EditKind;
  readonly text: string;
}

/** What decides where statements end: what people type, paste and half delete. */
const PIECES: readonly string[] = [
  "'",
  '"',
  '`',
  '$$',
  '$body$',
  '$$\n',
  ';',
  ';\n',
  '\n',
  '\n\n',
  '\r\n',
  ' ',
  '(',
  ')',
  '\\',
  ',',
  '-- ',
  '-- note\n',
  '--',
  '#',
  '# note\n',
  '/*',
  '*/',
  '/*! ',
  '/*!80013 ',
  '/*M!100500 ',
  'DELIMITER $$\n',
  'DELIMITER //\n',
  '\nDELIMITER ;\n',
  '$$\n',
  '//\n',
  'BEGIN\n',
  'BEGIN;\n',
  'END;\n',
  'END$$\n',
  'END IF;\n',
  'COMMIT;\n',
  'DO $$ BEGIN\n',
  'COPY t FROM stdin;\n',
  '\\.\n',
  '-- +goose Down\n',
  '-- +goose StatementBegin\n',
  '-- +goose StatementEnd\n',
  '--> statement-breakpoint\n',
  'CREATE TABLE x (\n',
  'ALTER TABLE t ADD c int;\n',
  'CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN\n',
  'DROP TABLE t',
  'SELECT 1;',
  '{{ x }}',
  '${',
  '\u0000',
  'é😀',
  '\ud800',
  'N',
  'E',
  'x',
];

const EDITS = {
  insert: (text: string, random: Random) => splice(text, placeIn(text, random), 0, pick(PIECES, random)),
  'delete units': (text: string, random: Random) =>
    splice(text, placeIn(text, random), 1 + below(12, random), ''),
  'delete much': (text: string, random: Random) =>
    splice(text, placeIn(text, random), below(400, random), ''),
  replace: (text: string, random: Random) =>
    splice(text, placeIn(text, random), 1 + below(3, random), pick(PIECES, random)),
  'move line': (text: string, random: Random) => {
    const lines = text.split('\n');
    const [line = ''] = lines.splice(below(lines.length, random), 1);
    lines.splice(below(lines.length + 1, random), 0, line);
    return lines.join('\n');
  },
  'copy lines': (text: string, random: Random) => {
    const lines = text.split('\n');
    const from = below(lines.length, random);
    const copied = lines.slice(from, from + 1 + below(4, random));
    lines.splice(below(lines.length + 1, random), 0, ...copied);
    return lines.join('\n');
  },
  'delete line': (text: string, random: Random) => {
    const lines = text.split('\n');
    lines.splice(below(lines.length, random), 1);
    return lines.join('\n');
  },
  'cut short': (text: string, random: Random) => text.slice(0, text.length - below(60, random)),
} as const satisfies Readonly<Record<string, (text: string, random: Random) => string>>;

const KINDS: readonly EditKind[] = Object.keys(EDITS).filter(isEditKind);

/** One edit of a random kind at a random place, often beside a quote, a terminator or a line end. */
export function editText(text: string, random: Random): EditedText {
  const kind = pick(KINDS, random);
  return { kind, text: EDITS[kind](text, random) };
}

function isEditKind(name: string): name is EditKind {
  return name in EDITS;
}

const DELICATE = /['"`$;*\n]/g;
const SEARCHED = 300;

function placeIn(text: string, random: Random): number {
  const at = below(text.length + 1, random);
  if (random() < 0.5) return at;
  DELICATE.lastIndex = at;
  const near = DELICATE.exec(text);
  return near === null || near.index > at + SEARCHED ? at : near.index + below(2, random);
}

function splice(text: string, at: number, removed: number, inserted: string): string {
  return text.slice(0, at) + inserted + text.slice(at + removed);
}

function below(limit: number, random: Random): number {
  return Math.floor(random() * limit);
}

function pick<Item>(items: readonly [Item, ...Item[]] | readonly Item[], random: Random): Item {
  const item = items[below(items.length, random)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}
