// Where `virker-files` puts the widget's files, as Vite serves what is in public/.
export const files = `${import.meta.env.BASE_URL}virker/`;
export const catalogue = `${files}catalogue/catalogue.json`;
