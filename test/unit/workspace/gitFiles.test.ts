import assert from 'node:assert/strict';
import { inMemoryFiles } from '../../../server/src/workspace/files.ts';
import { type GitRepository, inMemoryGit } from '../../../server/src/workspace/git.ts';
import { gitFiles } from '../../../server/src/workspace/gitFiles.ts';

const THEN = { 'V1.sql': 'one', 'V2.sql': 'two', 'V3.sql': 'three', 'big.csv': 'x' };

/** A repository that writes down what is read from it. */
function watched(): { readonly git: GitRepository; readonly reads: string[][] } {
  const reads: string[][] = [];
  const git = inMemoryGit({ commits: { c: { files: THEN } }, revisions: { HEAD: 'c' }, visible: [] });
  return {
    reads,
    git: {
      ...git,
      read: contents => {
        reads.push([...contents]);
        return git.read(contents);
      },
    },
  };
}

describe('the files of a commit', () => {
  it('are those of then, read in one go where the working tree has another text', async () => {
    const { git, reads } = watched();
    const working = inMemoryFiles({ 'V1.sql': 'one', 'V2.sql': 'edited', 'V4.sql': 'new' });
    const files = await gitFiles(git, 'c', working, path => path.endsWith('.sql'));
    assert.ok(files !== null);
    assert.deepEqual(await files.list(), Object.keys(THEN));
    const texts = await Promise.all(
      ['V1.sql', 'V2.sql', 'V3.sql', 'V4.sql'].map(async path => (await files.read(path))?.text ?? null),
    );
    assert.deepEqual(texts, ['one', 'two', 'three', null]);
    assert.deepEqual(reads, [['text:two', 'text:three']]);
    assert.equal((await files.read('big.csv'))?.text, 'x', 'what does not matter can be had as well');
  });

  it('are none of a commit that is not there', async () =>
    assert.equal(await gitFiles(watched().git, 'd', inMemoryFiles({}), () => true), null));
});
