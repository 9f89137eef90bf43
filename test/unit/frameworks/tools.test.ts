import assert from 'node:assert/strict';
import { FRAMEWORK_NAMES } from '../../../server/src/frameworks/framework.ts';
import { frameworks } from '../../../server/src/frameworks/index.ts';
import { parentOf } from '../../../server/src/frameworks/paths.ts';
import { targetsOfFile } from '../../../server/src/review/targetSelection.ts';
import { followUpsAfter, layoutIn, onlySet, sampleProject, summary } from './sampleProjects.ts';
import { FOLLOW_UPS, samples } from './samples.ts';

describe('migration tools', () => {
  it('are registered under every name, flyway first and plain last', () => {
    assert.deepEqual(frameworks.map(framework => framework.name).sort(), [...FRAMEWORK_NAMES].sort());
    assert.equal(frameworks[0]?.name, 'flyway');
    assert.equal(frameworks.at(-1)?.name, 'plain');
  });

  it('have a sample project each', () => {
    const shown = new Set(samples.map(sample => sample.tool));
    assert.deepEqual([...shown].sort(), [...FRAMEWORK_NAMES].sort());
  });

  for (const sample of samples) {
    describe(sample.project ?? sample.tool, () => {
      const project = sampleProject(sample.project ?? sample.tool);
      const below = (path: string): string => {
        if (path.startsWith(`${sample.root}/`)) return path.slice(sample.root.length + 1);
        return `../${path.slice(parentOf(sample.root).length + 1)}`;
      };

      it('is recognised, and nothing else with it', () => {
        assert.deepEqual(
          project.sets.map(set => `${set.framework} ${set.root}`),
          [`${sample.tool} ${sample.root}`],
        );
      });

      it('is reviewed for the engine that its files name', () => {
        for (const file of onlySet(project, sample.tool).files)
          assert.deepEqual(
            targetsOfFile(project, file.path, null).map(target => target.engine),
            [sample.engine ?? 'postgresql'],
            file.path,
          );
      });

      it('is ordered as the tool runs it', () => {
        assert.deepEqual(
          onlySet(project, sample.tool).files.map(file => below(file.path)),
          sample.order,
        );
      });

      it('is cut and wrapped as the tool does it', () => {
        for (const [name, [postgresql, mysql]] of Object.entries(sample.layouts)) {
          const path = `${sample.root}/${name}`;
          assert.equal(summary(layoutIn(project, path, 'postgresql')), postgresql, `${name} on PostgreSQL`);
          assert.equal(summary(layoutIn(project, path, 'mysql')), mysql, `${name} on MySQL`);
          assert.equal(summary(layoutIn(project, path, 'mariadb')), mysql, `${name} on MariaDB`);
        }
      });

      it('gives every statement of a file to one section', () => {
        for (const file of onlySet(project, sample.tool).files) {
          const { sections } = layoutIn(project, file.path, 'postgresql');
          const text = project.read(file.path) ?? '';
          assert.equal(sections[0]?.span.start, 0, file.path);
          assert.equal(sections.at(-1)?.span.end, text.length, file.path);
          for (const [at, section] of sections.slice(1).entries())
            assert.equal(section.span.start, sections[at]?.span.end, file.path);
        }
      });

      it('names follow-ups in its own style', () => {
        const after = `${sample.root}/${sample.order[0]}`;
        const files = followUpsAfter(project, after, FOLLOW_UPS);
        assert.deepEqual(
          Object.fromEntries(files.map(({ path, text }) => [below(path), text])),
          sample.followUps,
        );
      });
    });
  }
});
