export type * from "./files/search-provider.js";
export type * from "./files/virker.js";

/** The version of the package, and of its files. */
export declare const version: string;

/**
 * Defines the elements by the files in the folder at this address, which is resolved against the page. Does nothing on a
 * server that draws pages.
 *
 * The promise is rejected when the script cannot be loaded; the elements then show their own content.
 */
export declare function register(base: string | URL): Promise<void>;
