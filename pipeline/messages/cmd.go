package messages

// cmdMessages are those of the area that the file is named for.
var cmdMessages = map[Key][2]string{}
