package messages

// storageMessages are those of the area that the file is named for.
var storageMessages = map[Key][2]string{}
