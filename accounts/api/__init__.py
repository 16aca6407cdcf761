"""The API's own side of people and workspaces, and what every endpoint of the apps above stands on."""
