import assert from 'node:assert/strict';
import { readConfiguration } from '../../../server/src/configuration/readConfiguration.ts';

function problems(text: string): { at: string; message: string; severity: string }[] {
  return readConfiguration(text, { ruleIds: ['drop-column-in-use'] }).problems.map(
    ({ span, message, severity }) => ({ at: text.slice(span.start, span.end), message, severity }),
  );
}

describe('interlock.json', () => {
  it('may hold comments and trailing commas', () => {
    const { file, problems: found } = readConfiguration(
      '{\n  // servers\n  "targets": [{ "name": "p", "engine": "mysql", "version": "8.0.20 - 8.0.36" },],\n}',
      { ruleIds: [] },
    );
    assert.deepEqual(found, []);
    assert.equal(file.targets?.[0]?.version, '8.0.20 - 8.0.36');
  });

  it('shows an unknown setting at its name', () => {
    assert.deepEqual(problems('{ "targts": [] }'), [
      { at: '"targts"', message: 'Unknown setting "targts".', severity: 'error' },
    ]);
    assert.deepEqual(
      problems('{ "tables": { "smal": {} } }').map(problem => problem.at),
      ['"smal"'],
    );
  });

  it('shows a wrong value at the value', () => {
    const [engine] = problems('{ "targets": [{ "name": "p", "engine": "oracle" }] }');
    assert.equal(engine?.at, '"oracle"');
    assert.match(engine?.message ?? '', /targets\.0\.engine/);
    assert.deepEqual(
      problems('{ "maxLockTimeout": "ten" }').map(problem => problem.at),
      ['"ten"'],
    );
    assert.deepEqual(
      problems('{ "targets": [{ "name": "p", "engine": "mysql", "version": "eight" }] }').map(
        problem => problem.at,
      ),
      ['"eight"'],
    );
  });

  it('warns of an unknown rule and takes the rest', () => {
    const text = '{ "rules": { "drop-colum-in-use": "off", "drop-column-in-use": ["info", {}] } }';
    assert.deepEqual(problems(text), [
      { at: '"drop-colum-in-use"', message: 'There is no rule "drop-colum-in-use".', severity: 'warning' },
    ]);
    assert.deepEqual(readConfiguration(text, { ruleIds: [] }).file.rules?.['drop-column-in-use'], [
      'info',
      {},
    ]);
  });

  it('is never an exception', () => {
    for (const text of ['', '{', '[]', '"x"', '{ "targets": ', 'null', '\u0000', '{"rules": []}']) {
      assert.doesNotThrow(() => problems(text), `on ${JSON.stringify(text)}`);
    }
    assert.equal(problems('{ "targets": ')[0]?.severity, 'error');
  });
});
