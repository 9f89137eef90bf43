import assert from 'node:assert/strict';
import type { FrameworkName } from '../../../server/src/frameworks/framework.ts';
import { frameworkNamed } from '../../../server/src/frameworks/index.ts';
import { createProject } from '../../../server/src/review/project.ts';
import { followUpsAfter, layoutIn, sectionTexts, summary } from './sampleProjects.ts';

/** One file under a tool that is named by the configuration. */
function sections(framework: FrameworkName, path: string, text: string): string[] {
  return sectionTexts(projectOf(framework, path, text), path);
}

function layout(framework: FrameworkName, path: string, text: string): string {
  return summary(layoutIn(projectOf(framework, path, text), path, 'postgresql'));
}

function projectOf(framework: FrameworkName, path: string, text: string): ReturnType<typeof createProject> {
  const texts = new Map([
    [path, text],
    // A second file by which tools that go by marks know the folder.
    ['m/2_marked.sql', MARKED[framework] ?? ''],
    ['m/3_marked.sql', MARKED[framework] ?? ''],
    ['m/1704067200001_marked.sql', MARKED[framework] ?? ''],
    ['m/1704067200002_marked.sql', MARKED[framework] ?? ''],
  ]);
  return createProject({ paths: [...texts.keys()], read: key => texts.get(key) ?? null, framework });
}

const MARKED: Readonly<Partial<Record<FrameworkName, string>>> = {
  goose: '-- +goose Up\n',
  'sql-migrate': '-- +migrate Up\n',
  dbmate: '-- migrate:up\n-- migrate:down\n',
  'node-pg-migrate': '-- Up Migration\n',
  tern: 'SELECT 1;\n---- create above / drop below ----\n',
};

describe('sections of a file', () => {
  it('goose: from mark to mark, with what stands before the first', () => {
    assert.deepEqual(
      sections('goose', 'm/1_a.sql', '-- License\n-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n'),
      ['-- License\n-- +goose Up\nSELECT 1;\n', '-- +goose Down\nSELECT 2;\n'],
    );
  });

  it('goose: a mark inside a body is text', () => {
    const text = '-- +goose Up\nDO $$ BEGIN\n  -- +goose Down\n  PERFORM 1;\nEND $$;\n';
    assert.deepEqual(sections('goose', 'm/1_a.sql', text), [text]);
  });

  it('goose: NO TRANSACTION covers both directions, wherever it stands', () => {
    assert.equal(
      layout('goose', 'm/1_a.sql', '-- +goose Up\n-- +goose NO TRANSACTION\nSELECT 1;\n-- +goose Down\n'),
      'up statement, down statement',
    );
  });

  it('goose: Windows line ends', () => {
    assert.deepEqual(sections('goose', 'm/1_a.sql', '-- +goose Up\r\nSELECT 1;\r\n-- +goose Down\r\n'), [
      '-- +goose Up\r\nSELECT 1;\r\n',
      '-- +goose Down\r\n',
    ]);
  });

  it('goose: outside a transaction, a block of several statements is one string', () => {
    const block = '-- +goose StatementBegin\nSELECT 1;\nSELECT 2;\n';
    const head = '-- +goose NO TRANSACTION\n-- +goose Up\n';
    const rest = '-- +goose StatementEnd\nSELECT 3;\n';
    assert.deepEqual(sections('goose', 'm/1_a.sql', head + block + rest), [head, block, rest]);
    assert.deepEqual(sections('goose', 'm/1_a.sql', `-- +goose Up\n${block}${rest}`), [
      `-- +goose Up\n${block}${rest}`,
    ]);
    const single = `${head}-- +goose StatementBegin\nSELECT 1;\n${rest}`;
    assert.deepEqual(sections('goose', 'm/1_a.sql', single), [single]);
  });

  it('golang-migrate: x-multi-statement of the address cuts files', () => {
    const texts = new Map([
      ['m/1_a.up.sql', 'SELECT 1;\nSELECT 2;\n'],
      ['Makefile', 'up:\n\tmigrate -path m -database "$(DB)?x-multi-statement=true" up\n'],
    ]);
    const read = (key: string): string | null => texts.get(key) ?? null;
    const project = createProject({ paths: [...texts.keys()], read });
    assert.equal(summary(layoutIn(project, 'm/1_a.up.sql', 'postgresql')), 'up none');
    const without = createProject({ paths: ['m/1_a.up.sql'], read });
    assert.equal(summary(layoutIn(without, 'm/1_a.up.sql', 'postgresql')), 'up none, one string');
  });

  it('dbmate: each block says for itself whether it wants a transaction', () => {
    assert.equal(
      layout(
        'dbmate',
        'm/1_a.sql',
        '-- migrate:up\nSELECT 1;\n-- migrate:down transaction:false\nSELECT 2;\n',
      ),
      'up file, down none, one string',
    );
    assert.equal(
      layout('dbmate', 'm/1_a.sql', '-- migrate:up transaction:true\nSELECT 1;\n-- migrate:down\n'),
      'up file, down file, one string',
    );
  });

  it('sql-migrate: each part says for itself whether it wants a transaction', () => {
    assert.equal(
      layout(
        'sql-migrate',
        'm/1_a.sql',
        '-- +migrate Up\nSELECT 1;\n-- +migrate Down notransaction\nSELECT 2;\n',
      ),
      'up file, down statement',
    );
  });

  it('node-pg-migrate: a file without the mark of the up part is one, down part included', () => {
    const text = 'SELECT 1;\n-- Down Migration\nSELECT 2;\n';
    assert.deepEqual(sections('node-pg-migrate', 'm/1704067200000_a.sql', text), [text]);
  });

  it('node-pg-migrate: dashes before the words', () => {
    assert.equal(
      sections(
        'node-pg-migrate',
        'm/1704067200000_a.sql',
        '--- up migration\nSELECT 1;\n---- Down Migration\n',
      ).length,
      2,
    );
  });

  it('tern: the first separator cuts, and disable-tx counts for its part', () => {
    const separator = '---- create above / drop below ----\n';
    assert.deepEqual(sections('tern', 'm/1_a.sql', `SELECT 1;\n${separator}SELECT 2;\n`), [
      'SELECT 1;\n',
      `${separator}SELECT 2;\n`,
    ]);
    assert.equal(
      layout('tern', 'm/1_a.sql', `SELECT 1;\n${separator}---- tern: disable-tx ----\nSELECT 2;\n`),
      'up file, down statement',
    );
  });

  it('Atlas: txmode counts only at the head', () => {
    assert.equal(layout('plain', 'm/1_a.sql', 'SELECT 1;'), 'up none');
    const texts = new Map([
      ['m/atlas.sum', ''],
      ['m/1_a.sql', 'SELECT 1;\n-- atlas:txmode none\nSELECT 2;\n'],
    ]);
    const project = createProject({ paths: [...texts.keys()], read: key => texts.get(key) ?? null });
    assert.equal(summary(layoutIn(project, 'm/1_a.sql', 'postgresql')), 'up file');
  });

  it('Liquibase: a changeset each, rollback lines being comments', () => {
    const head = '--liquibase formatted sql\n\n';
    const first = '--changeset a:1\nSELECT 1;\n--rollback SELECT 0;\n';
    const second = '--changeset a:2 splitStatements:false runInTransaction:"false"\nSELECT 2;\n';
    assert.deepEqual(sections('liquibase', 'm/1_a.sql', head + first + second), [head + first, second]);
    assert.equal(layout('liquibase', 'm/1_a.sql', head + first + second), 'up file, up statement');
    assert.equal(layout('liquibase', 'm/1_a.sql', head + second), 'up statement, one string');
  });

  it('never leaves a text without a section', () => {
    for (const name of ['goose', 'sql-migrate', 'dbmate', 'tern', 'liquibase', 'node-pg-migrate'] as const) {
      for (const text of [
        '',
        '\n',
        "-- +goose Up\n'",
        '--',
        '-- migrate:up',
        '---- create above / drop below ----',
      ]) {
        const framework = frameworkNamed(name);
        const set = { framework: name, root: '', files: [], settings: {} };
        const file = { path: 'a.sql', version: null, role: 'versioned' } as const;
        const split = { pieces: [], comments: [], strayTerminators: [], restartPoints: [] };
        const project = { paths: [], read: () => null };
        const spans = framework
          .layout(file, split, text, 'postgresql', set, project)
          .sections.map(section => section.span);
        assert.deepEqual([spans[0]?.start, spans.at(-1)?.end], [0, text.length]);
      }
    }
  });
});

describe('follow-ups with bodies', () => {
  const body = 'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$\nBEGIN\n  PERFORM 1;\nEND $$;';
  const text = (framework: FrameworkName, path = 'm/2_marked.sql'): string | undefined =>
    followUpsAfter(projectOf(framework, path, MARKED[framework] ?? ''), path, [
      { slug: 'f', body: `SELECT 1;\n${body}`, transaction: 'default' },
    ])[0]?.text;

  it('are fenced for tools that cut at every semicolon', () => {
    assert.equal(
      text('goose'),
      `-- +goose Up\nSELECT 1;\n-- +goose StatementBegin\n${body}\n-- +goose StatementEnd\n\n-- +goose Down\n`,
    );
    assert.equal(
      text('sql-migrate'),
      `-- +migrate Up\nSELECT 1;\n-- +migrate StatementBegin\n${body}\n-- +migrate StatementEnd\n\n-- +migrate Down\n`,
    );
  });

  it('are left whole for tools that send one string', () => {
    assert.equal(text('dbmate'), `-- migrate:up\nSELECT 1;\n${body}\n\n-- migrate:down\n`);
  });

  it('get a file for each statement that refuses a transaction where files are one string', () => {
    const files = followUpsAfter(projectOf('dbmate', 'm/2_marked.sql', '-- migrate:up\n'), 'm/2_marked.sql', [
      {
        slug: 'swap',
        body: '-- why\nCREATE INDEX CONCURRENTLY j ON t (a);\nDROP INDEX CONCURRENTLY i;',
        transaction: 'none',
      },
    ]);
    assert.deepEqual(
      files.map(({ text: each }) => each),
      [
        '-- migrate:up transaction:false\n-- why\nCREATE INDEX CONCURRENTLY j ON t (a);\n\n-- migrate:down\n',
        '-- migrate:up transaction:false\nDROP INDEX CONCURRENTLY i;\n\n-- migrate:down\n',
      ],
    );
    assert.deepEqual(
      files.map(({ path }) => path),
      ['m/1704067200003_swap.sql', 'm/1704067200004_swap_2.sql'],
    );
  });
});
