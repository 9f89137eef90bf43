import type { FindingDraft, FixDraft, FixPlan, SharedWork } from '../rules/rule.ts';
import { listed } from '../rules/subject/wording.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { TargetDraft } from './findings.ts';
import { isAtLeastAsSevere } from './severity.ts';

/** More names than anybody reads. */
const MOST_NAMES = 8;

/**
 * One finding for what one pass of the server over a table does for several actions of a statement: that of the first
 * action, or of the first certain one, with the places of the others and the remedies of all.
 */
export function oneForSharedWork(entries: readonly TargetDraft[]): readonly TargetDraft[] {
  const groups = new Map<string, TargetDraft[]>();
  for (const entry of entries) {
    const { rule, statement, draft } = entry;
    if (draft.sharedWork === undefined) continue;
    const key = `${rule.metadata.id} ${statement} ${draft.sharedWork.kind} ${draft.table ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  const merged = new Map<TargetDraft, TargetDraft | null>();
  for (const group of groups.values()) {
    const lead = mostSevere(group);
    if (group.length < 2 || lead === undefined) continue;
    for (const entry of group) merged.set(entry, null);
    merged.set(lead, {
      ...lead,
      draft: speakingForAll(
        lead.draft,
        group.map(({ draft }) => draft),
      ),
    });
  }
  if (merged.size === 0) return entries;
  return entries.flatMap(entry => {
    const now = merged.get(entry);
    return now === undefined ? [entry] : now === null ? [] : [now];
  });
}

/** The first of them. */
function mostSevere(group: readonly TargetDraft[]): TargetDraft | undefined {
  const severityOf = ({ rule, draft }: TargetDraft) => draft.severity ?? rule.metadata.severity;
  return group.find(entry => group.every(other => isAtLeastAsSevere(severityOf(entry), severityOf(other))));
}

function speakingForAll(lead: FindingDraft, all: readonly FindingDraft[]): FindingDraft {
  const others = all.filter(draft => draft !== lead);
  const work: SharedWork['kind'] = lead.sharedWork?.kind ?? 'rewrite';
  const parts = [...new Set(others.flatMap(({ sharedWork }) => sharedWork?.part ?? []))];
  return {
    ...lead,
    message: withMore(lead.message, `the same goes for ${namesOf(parts)}, in one ${work}`),
    related: [
      ...(lead.related ?? []),
      ...others.map(({ span }) => ({
        place: { kind: 'here' as const, span },
        message: `Done in the same ${work}.`,
      })),
    ],
    fixes: fixesOfAll([lead, ...others]),
  };
}

function namesOf(parts: readonly string[]): string {
  if (parts.length <= MOST_NAMES) return listed(parts);
  return `${parts.slice(0, MOST_NAMES).join(', ')} and ${parts.length - MOST_NAMES} more`;
}

/** Before the full stop, or before the doubt that a message ends with. */
function withMore(message: string, clause: string): string {
  const end = / \((?:schema|character set) unknown\)\.?$|\.$/.exec(message);
  const at = end?.index ?? message.length;
  return `${message.slice(0, at)}; ${clause}${message.slice(at)}`;
}

/** Fixes of one title become one that does what each of them does. */
function fixesOfAll(drafts: readonly FindingDraft[]): readonly FixDraft[] {
  const byTitle = new Map<string, FixDraft[]>();
  for (const fix of drafts.flatMap(({ fixes }) => fixes ?? [])) {
    const same = byTitle.get(fix.title);
    if (same === undefined) byTitle.set(fix.title, [fix]);
    else same.push(fix);
  }
  return [...byTitle.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    if (others.length === 0) return [first];
    return [
      {
        ...first,
        build: site => {
          const plans = [first, ...others].flatMap(fix => fix.build(site) ?? []);
          return plans.reduce<FixPlan | null>(joined, null);
        },
      } satisfies FixDraft,
    ];
  });
}

/** Both plans; the first alone where they want the same place. */
function joined(first: FixPlan | null, second: FixPlan): FixPlan {
  if (first === null) return second;
  const isKnown = (edit: TextEdit): boolean => first.edits.some(other => isSame(edit, other));
  const fresh = second.edits.filter(edit => !isKnown(edit));
  if (fresh.some(edit => first.edits.some(other => isInTheWay(edit, other)))) return first;
  const followUps = second.followUps.filter(
    ({ body }) => !first.followUps.some(other => other.body === body),
  );
  return {
    ...first,
    edits: [...first.edits, ...fresh],
    followUps: [...first.followUps, ...followUps],
    creates: [...first.creates, ...second.creates],
  };
}

function isSame(left: TextEdit, right: TextEdit): boolean {
  return (
    left.newText === right.newText && left.span.start === right.span.start && left.span.end === right.span.end
  );
}

function isInTheWay(left: TextEdit, right: TextEdit): boolean {
  return left.span.start <= right.span.end && right.span.start <= left.span.end;
}
