-- What an agenda that nobody asked for tells of, so that people can speak of its entries by their places.
ALTER TABLE "outbound_message" ADD COLUMN     "about" JSONB;
