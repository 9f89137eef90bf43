import assert from 'node:assert/strict';
import { applyWorkspaceEdit, FULL_CAPABILITIES, MINIMAL_CAPABILITIES, withClient } from './testClient.ts';

const CONFIGURATION = '{ "targets": [{ "name": "production", "engine": "postgresql", "version": "16" }] }\n';
const changelog = (changes: string): string =>
  `<?xml version="1.0"?>\n<databaseChangeLog>\n  <changeSet id="1" author="ada">\n${changes}\n  </changeSet>\n</databaseChangeLog>\n`;
const USERS = changelog(
  '    <createTable tableName="users">\n      <column name="id" type="bigint"><constraints primaryKey="true"/></column>\n    </createTable>',
);
const ADD =
  '    <addColumn tableName="users">\n      <column name="email" type="varchar(255)">\n        <constraints nullable="false"/>\n      </column>\n    </addColumn>';
const PROJECT = {
  'interlock.json': CONFIGURATION,
  'db/changelog/001.xml': USERS,
  'db/changelog/002.xml': changelog(ADD),
};
const PATH = 'db/changelog/002.xml';
const RULE = 'add-not-null-column-without-default';

describe('the language server with changelogs', () => {
  it('shows findings in XML, at the attribute that says it', () =>
    withClient({ files: PROJECT, capabilities: FULL_CAPABILITIES }, async client => {
      await client.open(PATH, PROJECT[PATH]);
      const found = (await client.diagnostics(PATH)).find(({ code }) => code === RULE);
      assert.ok(found !== undefined);
      const line = PROJECT[PATH].split('\n')[found.range.start.line] ?? '';
      assert.equal(line.slice(found.range.start.character, found.range.end.character), 'nullable="false"');
      assert.match(String(found.message), /users\.email/);
    }));

  it('shows the lock card of the change under the cursor', () =>
    withClient({ files: PROJECT, capabilities: FULL_CAPABILITIES }, async client => {
      await client.open(PATH, PROJECT[PATH]);
      const hover = await client.hover(PATH, { line: 4, character: 15 });
      assert.match(JSON.stringify(hover?.contents), /ACCESS\sEXCLUSIVE/);
      assert.equal(await client.hover(PATH, { line: 0, character: 3 }), null);
    }));

  it('suppresses with a comment of the format, and honours it', () =>
    withClient({ files: PROJECT, capabilities: FULL_CAPABILITIES }, async client => {
      await client.open(PATH, PROJECT[PATH]);
      const [found] = (await client.diagnostics(PATH)).filter(({ code }) => code === RULE);
      assert.ok(found !== undefined);
      const actions = await client.actions(PATH, found.range);
      for (const title of [`Suppress ${RULE} for this statement`, `Suppress ${RULE} in this file`]) {
        const suppress = actions.find(action => action.title === title);
        assert.ok(suppress?.edit !== undefined, title);
        const { text } = applyWorkspaceEdit(suppress.edit, client.uri(PATH), PROJECT[PATH]);
        assert.match(text, /^<\?xml[^\n]*\n/, 'the declaration stays first');
        assert.match(text, /<!-- interlock-disable-(?:next-line|file) \S+: {2}-->\n/);
        await client.change(PATH, text);
        assert.deepEqual(
          (await client.diagnostics(PATH)).filter(
            ({ code }) => code === RULE || code === 'unused-suppression',
          ),
          [],
        );
        await client.change(PATH, PROJECT[PATH]);
      }
    }));

  it('goes on while the changelog is typed', () =>
    withClient({ files: PROJECT, capabilities: FULL_CAPABILITIES }, async client => {
      await client.open(PATH, PROJECT[PATH]);
      const open = `${changelog(ADD).slice(0, changelog(ADD).indexOf('  </changeSet>'))}    <dropTable table`;
      await client.change(PATH, open);
      assert.ok((await client.diagnostics(PATH)).some(({ code }) => code === RULE));
      await client.change(PATH, `${open}Name="users"/>`);
      assert.ok((await client.diagnostics(PATH)).some(({ code }) => code === 'drop-table-in-use'));
    }));

  it('says nothing of other XML, YAML and JSON documents', () =>
    withClient({ files: PROJECT, capabilities: MINIMAL_CAPABILITIES }, async client => {
      for (const [path, text] of [
        ['pom.xml', '<project><sql>DROP TABLE users;</sql></project>'],
        ['compose.yaml', 'services:\n  db: DROP TABLE users;\n'],
        ['package.json', '{ "a": "DROP TABLE users;" }'],
      ] as const) {
        const pushed = client.pushed(path);
        await client.open(path, text);
        assert.deepEqual(await pushed, [], path);
        assert.equal(await client.request('interlock/fileStatus', { uri: client.uri(path) }), null);
      }
    }));

  it('takes a changelog that lies where nobody looks for one', () =>
    withClient({ files: PROJECT, capabilities: FULL_CAPABILITIES }, async client => {
      await client.open('odd/place.xml', changelog(ADD));
      assert.ok((await client.diagnostics('odd/place.xml')).some(({ code }) => code === RULE));
      const status = await client.request<{ framework: string }>('interlock/fileStatus', {
        uri: client.uri('odd/place.xml'),
      });
      assert.equal(status.framework, 'Liquibase');
    }));
});
