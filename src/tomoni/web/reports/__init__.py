"""Reports and answer packs at the desk."""
