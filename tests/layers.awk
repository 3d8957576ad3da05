# Hold the includes of all files to the table of rooms given first.

FNR == NR {
	if (/^(#|$)/)
		next
	split($0, part, ": *")
	rooms[part[1]] = " " part[2] " "
	next
}

/^#include/ {
	split(FILENAME, path, "/")
	room = path[2]
	what = $2
	if (what ~ /^</) {
		if (what in rooms && index(rooms[what], " " room " ") == 0) {
			print FILENAME ":" FNR ": " what " belongs to" rooms[what]
			bad = 1
		}
		next
	}
	gsub(/"/, "", what)
	split(what, target, "/")
	if (target[1] != room && index(rooms[room], " " target[1] " ") == 0) {
		print FILENAME ":" FNR ": " room " may not include " target[1]
		bad = 1
	}
}

END {
	exit bad
}
