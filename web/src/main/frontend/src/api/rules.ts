export type RuleVerdict = 'human' | 'machine' | 'own' | 'test' | 'discarded';

export interface RuleDifference {
  before: string;
  labelBefore: string;
  after: string;
  labelAfter: string;
  ruleBefore: string;
  ruleAfter: string;
  sentenceAfter: string | null;
  copies: number;
  examples: { message: string; copy: string; recipient: string; subject: string }[];
}

export interface RuleChange {
  from: number;
  to: number;
  state: 'trying' | 'waiting' | 'applying' | 'done';
  copies: number;
  sample: number;
  tried: number;
  changed: number;
  reworded: number;
  left: number;
  startedAt: string;
  triedAt: string | null;
  appliesAt: string | null;
  appliedAt: string | null;
  appliedBy: string | null;
  doneAt: string | null;
  differences: RuleDifference[];
}

export interface Rules {
  version: number;
  inForce: number;
  change: RuleChange | null;
  rules: { rule: string; verdict: RuleVerdict; confidence: 'low' | 'medium' | 'high'; sentence: string }[];
  networks: { name: string; asOf: string | null; networks: number; installed: boolean }[];
  networkProblems: string[];
}
