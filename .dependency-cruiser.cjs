/* The import directions of ARCHITECTURE.md. A room may import only the rooms that its rule names. */

/** From the bottom of the house to its roof; each may import those before it. */
const ROOMS = ['text', 'syntax', 'operations', 'catalog', 'engines', 'rules', 'review'];

/** Rooms beside the stairs, and who they may see. */
const SIDE_ROOMS = {
  frameworks: ['text', 'syntax', 'operations'],
  configuration: ['text', 'syntax', 'operations', 'frameworks'],
  workspace: ['text'],
  introspection: ['text', 'syntax'],
};

const sideRooms = Object.keys(SIDE_ROOMS);
const FACES = ['lsp', 'cli'];
const ENTRIES = ['node', 'browser'];

const forbid = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } });
const room = names => `^server/src/(${names.join('|')})/`;

const stairs = ROOMS.flatMap((name, at) => {
  const above = [...ROOMS.slice(at + 1), ...FACES, ...ENTRIES];
  return [forbid(`${name}-looks-up`, room([name]), room(above))];
});
const sides = Object.entries(SIDE_ROOMS).map(([name, allowed]) =>
  forbid(
    `${name}-looks-elsewhere`,
    room([name]),
    room(
      [...ROOMS, ...sideRooms, ...FACES, ...ENTRIES].filter(
        other => other !== name && !allowed.includes(other),
      ),
    ),
  ),
);

module.exports = {
  forbidden: [
    ...stairs,
    ...sides,
    // What stands beside the stairs is seen from rules upward; frameworks' types are what fixes are written in.
    forbid(
      'low-rooms-see-no-side-rooms',
      room(['text', 'syntax', 'operations', 'catalog', 'engines']),
      room(sideRooms),
    ),
    forbid('faces-see-no-entries', room(FACES), room(ENTRIES)),
    forbid('faces-see-not-each-other', room(['lsp']), room(['cli'])),
    forbid('faces-see-not-each-other-either', room(['cli']), room(['lsp'])),
    forbid('a-rule-sees-no-syntax', room(['rules']), room(['syntax/(postgresql|mysql)'])),
    {
      name: 'a-rule-sees-no-other-rule',
      severity: 'error',
      from: { path: '^server/src/rules/([a-z0-9-]+)\\.ts$', pathNot: '^server/src/rules/(index|rule)\\.ts$' },
      to: { path: '^server/src/rules/[a-z0-9-]+\\.ts$', pathNot: '^server/src/rules/rule\\.ts$' },
    },
    forbid('vscode-only-in-the-client', '^server/src/', '^(node_modules/)?(@types/)?vscode$'),
    {
      name: 'language-server-library-only-in-lsp-and-entries',
      severity: 'error',
      from: { path: '^server/src/', pathNot: room([...FACES.filter(face => face === 'lsp'), ...ENTRIES]) },
      to: { path: 'vscode-languageserver' },
    },
    {
      name: 'node-only-in-the-node-entries',
      severity: 'error',
      from: { path: '^(server|client)/src/', pathNot: '^(server|client)/src/node/' },
      to: { dependencyTypes: ['core'] },
    },
    forbid('the-client-knows-only-the-protocol', '^client/src/', '^server/src/(?!lsp/protocol\\.ts$)'),
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
