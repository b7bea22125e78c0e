"""Reports: their folders, builds and editions; answer packs and their signatures."""
