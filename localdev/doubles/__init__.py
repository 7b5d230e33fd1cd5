"""Local stand-ins for the services Pupitre talks to. Nothing here ships."""
