/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/bw-cli.h"
#include "import/bw-import.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What an import gave, as members of the object that is being built. */
void bw_cli_add_import (JsonBuilder    *builder,
                        const BwImport *import);

/* Imports what lies in @folder and what is put there, until Ctrl-C: a line a file; with --json one
 * document at the end. */
gboolean bw_cli_import_watch (BwCli                  *cli,
                              BwLibrary              *library,
                              const char             *folder,
                              const BwImportOptions  *options,
                              GError                **error);

G_END_DECLS
