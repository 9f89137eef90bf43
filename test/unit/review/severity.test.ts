import assert from 'node:assert/strict';
import type { Target } from '../../../server/src/engines/engine.ts';
import { reviewSettings } from '../../../server/src/review/settings.ts';
import { severityOf } from '../../../server/src/review/severity.ts';
import { assumedTarget } from '../../../server/src/review/targets.ts';
import type { RuleMetadata } from '../../../server/src/rules/rule.ts';

const LOCKING: RuleMetadata = {
  id: 'x',
  title: 'x',
  categories: ['locking'],
  severity: 'warning',
  preset: 'recommended',
  engines: ['postgresql'],
  fixes: 'none',
  related: {},
};
const COMPATIBILITY: RuleMetadata = { ...LOCKING, categories: ['compatibility'], severity: 'error' };

function target(rows: number, bytes: number): Target {
  return {
    ...assumedTarget('postgresql'),
    statistics: { capturedAt: null, tables: { 'public.t': { rows, bytes } } },
  };
}

function severity(
  rule: RuleMetadata,
  changes: Partial<Parameters<typeof severityOf>[0]> = {},
): string | null {
  return severityOf({
    rule,
    draft: { span: { start: 0, end: 1 }, message: 'm', table: 'relation:public.t' },
    target: assumedTarget('postgresql'),
    settings: reviewSettings({}),
    phase: null,
    direction: 'up',
    configured: null,
    ...changes,
  });
}

describe('severity', () => {
  it("is the rule's own where nothing is known", () => assert.equal(severity(LOCKING), 'warning'));

  it('falls to info on a small table and rises on a large one, for locking rules', () => {
    assert.equal(severity(LOCKING, { target: target(9_999, 1000) }), 'info');
    assert.equal(severity(LOCKING, { target: target(10_000, 1000) }), 'warning');
    assert.equal(severity(LOCKING, { target: target(9_999, 17 * 1024 ** 2) }), 'warning');
    assert.equal(severity(LOCKING, { target: target(1_000_000, 1000) }), 'error');
  });

  it('does not depend on size for compatibility rules', () => {
    assert.equal(severity(COMPATIBILITY, { target: target(1, 1) }), 'error');
  });

  it('rises for hot tables whatever their size', () => {
    assert.equal(
      severity(LOCKING, { target: target(1, 1), settings: reviewSettings({ tables: { hot: ['t'] } }) }),
      'error',
    );
  });

  it('knows phases for compatibility rules only', () => {
    assert.equal(severity(COMPATIBILITY, { phase: 'contract' }), 'warning');
    assert.equal(severity(COMPATIBILITY, { phase: 'expand' }), 'error');
    assert.equal(severity(LOCKING, { phase: 'contract' }), 'warning');
  });

  it('does not know phases for a rule that says so', () => {
    const rule: RuleMetadata = { ...COMPATIBILITY, severity: 'warning', ignoresPhase: true };
    assert.equal(severity(rule, { phase: 'contract' }), 'warning');
    assert.equal(severity(rule, { phase: 'expand' }), 'warning');
  });

  it('loses a level in down sections, and is none for compatibility rules', () => {
    assert.equal(severity({ ...LOCKING, severity: 'error' }, { direction: 'down' }), 'warning');
    assert.equal(severity(COMPATIBILITY, { direction: 'down' }), null);
    assert.equal(severity(COMPATIBILITY, { direction: 'down', configured: 'error' }), null);
  });

  it('is info for a short lock with a limited wait, however large the table is', () => {
    const draft = { span: { start: 0, end: 1 }, message: 'm', table: 'relation:public.t' };
    const large = target(5_000_000, 2 ** 40);
    assert.equal(severity(LOCKING, { target: large, draft: { ...draft, isWaitLimited: true } }), 'info');
    assert.equal(severity(LOCKING, { target: large, draft }), 'error');
    assert.equal(
      severity(LOCKING, {
        settings: reviewSettings({ tables: { hot: ['t'] } }),
        draft: { ...draft, isWaitLimited: true },
      }),
      'info',
    );
  });

  it('is at most info on an advisory target', () => {
    assert.equal(
      severity(COMPATIBILITY, { target: { ...assumedTarget('postgresql'), advisory: true } }),
      'info',
    );
  });

  it('is what the user says in the end', () => {
    assert.equal(severity(COMPATIBILITY, { configured: 'info', phase: 'expand' }), 'info');
    assert.equal(severity(COMPATIBILITY, { configured: 'off' }), null);
  });
});
