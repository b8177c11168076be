/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-comparator-private.h"
#include "cli/bw-cli-export-private.h"
#include "export/bw-export-file.h"

gboolean
bw_cli_export_model (BwCli                     *cli,
                     const BwCliExportOptions  *options,
                     const char                *path,
                     gint64                    *id,
                     GError                   **error)
{
  g_autoptr (BwLibrary) library = NULL;
  g_auto (BwCliModel) model = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  const char *data;
  gsize length;

  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL || !bw_cli_model_read (&model, library, options->model, NULL, error))
    return FALSE;
  *id = model.id;
  bytes = bw_comparator_model_export (model.model);
  data = g_bytes_get_data (bytes, &length);
  return bw_export_write_file (path, data, length, cli->cancellable, error);
}
