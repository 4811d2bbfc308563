export declare function aimsOf(
  figures: Record<'ingress' | 'replies' | 'limits' | 'health', object[]>,
): [what: string, value: number, aim: string][];
