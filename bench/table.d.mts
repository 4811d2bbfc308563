export declare function table(header: string[], rows: (string | number)[][]): string;
