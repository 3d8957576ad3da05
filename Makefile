# guildhall. `make help` lists what there is to make.

CC = gcc
prefix = /usr/local
BUILD = build
VERSION := 0.1.0

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion \
	-Wmissing-prototypes -Wstrict-prototypes -Wvla -Wwrite-strings
LIBS := libgit2 libcmark-gfm yaml-0.1 libutf8proc libxxhash xlsxwriter \
	libical zlib libdeflate
CFLAGS = -O2 -g
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -pthread -Isrc $(WARNINGS) -Werror \
	-DGUILDHALL_VERSION='"$(VERSION)"' $(CFLAGS) $(SANITIZE)
# `make V=1` shows the commands themselves.
say = @$(if $(V),,printf '  %-4s %s\n' $1 $@;)
ALL_LIBS = $(shell pkg-config --libs $(LIBS)) -lcmark-gfm-extensions -lstemmer -lm

SOURCES := $(shell find src -name '*.c')
OBJECTS = $(SOURCES:src/%.c=$(BUILD)/obj/%.o)
PROGRAM_OBJECTS = $(filter-out $(BUILD)/obj/cli/main.o,$(OBJECTS))
UNITS := $(wildcard tests/unit/*.c)
UNIT_OBJECTS = $(UNITS:%.c=$(BUILD)/obj/%.o)

.PHONY: all site check asan tsan lint fuzz bench bless serve install \
	setup setup-tests help clean

all: $(BUILD)/guildhall ## the program

$(BUILD)/guildhall: $(OBJECTS)
	$(call say,LINK) $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS)

$(BUILD)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(call say,CC) $(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/obj/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(call say,CC) $(CC) $(ALL_CFLAGS) -Itests -MMD -MP -c -o $@ $<

$(BUILD)/units: $(UNIT_OBJECTS) $(PROGRAM_OBJECTS)
	$(call say,LINK) $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS) \
		$(shell pkg-config --libs check)

$(BUILD)/fuzz_%: $(BUILD)/obj/tests/fuzz/fuzz_%.o \
		$(BUILD)/obj/tests/fuzz/replay.o $(PROGRAM_OBJECTS)
	$(call say,LINK) $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS)

$(BUILD)/tokens: $(BUILD)/obj/tests/search/tokens.o $(PROGRAM_OBJECTS)
	$(call say,LINK) $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS)

$(BUILD)/live: $(BUILD)/obj/tests/live/live.o $(PROGRAM_OBJECTS)
	$(call say,LINK) $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS)

# It is run thousands of times: with no library that it can do without.
UPDATE_PARTS = base/% diag/% io/sink% io/staging% io/file% io/footprint% \
	io/memo% io/packing%
$(BUILD)/update: $(BUILD)/obj/tests/faults/update.o \
		$(filter $(UPDATE_PARTS:%=$(BUILD)/obj/%),$(PROGRAM_OBJECTS))
	$(call say,LINK) $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ \
		-Wl,--as-needed $(ALL_LIBS)

$(BUILD)/bench_%: $(BUILD)/obj/tests/bench/%.o $(PROGRAM_OBJECTS)
	$(call say,LINK) $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS)

site: all ## the site of content/, in site/
	$(BUILD)/guildhall build -s content -d site

check: all $(BUILD)/units $(BUILD)/tokens $(BUILD)/live $(BUILD)/update ## all tests
	+tests/run $(BUILD)

bless: all ## show how the results of cases and golden sites changed, and record it
	tests/cases/run --bless $(BUILD)
	tests/golden/run --bless $(BUILD)

asan: ## the tests under the address and undefined behaviour sanitizers
	$(MAKE) BUILD=build/asan CFLAGS="-O1 -g" \
		SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover=all" \
		check-native

tsan: ## the tests under the thread sanitizer
	$(MAKE) BUILD=build/tsan CFLAGS="-O1 -g" SANITIZE="-fsanitize=thread" \
		check-native

.PHONY: check-native
check-native: all $(BUILD)/units $(BUILD)/live $(BUILD)/update
	+tests/run --native $(BUILD)

lint: ## format, layers, static analysis
	tests/lint

fuzz: ## each fuzz target for SECONDS (60)
	tests/fuzz/run $(or $(SECONDS),60)

bench: all $(BUILD)/bench_scoring $(BUILD)/bench_live ## sizes and speed, as ratios in one run
	tests/bench/run $(BUILD)

install: all ## the program, its theme and its manual page, under prefix
	install -D $(BUILD)/guildhall $(DESTDIR)$(prefix)/bin/guildhall
	install -D -m 644 src/guildhall.1 \
		$(DESTDIR)$(prefix)/share/man/man1/guildhall.1
	install -D -m 644 -t $(DESTDIR)$(prefix)/share/guildhall/examples \
		src/examples/nginx.conf src/examples/apache.conf
	cd themes && find . -type f -exec install -D -m 644 {} \
		$(DESTDIR)$(prefix)/share/guildhall/themes/{} \;

setup: ## install what the build needs (Debian 12; as root or with sudo)
	src/setup

setup-tests: setup ## and what the tests need
	tests/setup

clean: ## remove what was made
	rm -rf build site .site.guildhall

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  \1	/p' Makefile | expand -t 16

-include $(OBJECTS:.o=.d) $(UNIT_OBJECTS:.o=.d) \
	$(wildcard $(BUILD)/obj/tests/fuzz/*.d $(BUILD)/obj/tests/bench/*.d) \
	$(wildcard $(BUILD)/obj/tests/search/*.d) \
	$(wildcard $(BUILD)/obj/tests/live/*.d) \
	$(wildcard $(BUILD)/obj/tests/faults/*.d)
.SECONDARY:
