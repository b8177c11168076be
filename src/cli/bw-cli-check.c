/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "cli/bw-cli-output.h"

#include <glib/gi18n-lib.h>

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  if (!bw_cli_parse (cli, NULL, 0, 0, NULL, error))
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL
      || !bw_library_check (library, &problems, cli->progress, cli->cancellable, error))
    return FALSE;

  bw_cli_clear_progress ();
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      bw_json_add_boolean (builder, "ok", problems->len == 0);
      json_builder_set_member_name (builder, "problems");
      json_builder_begin_array (builder);
      for (guint i = 0; i < problems->len; i++)
        json_builder_add_string_value (builder, g_ptr_array_index (problems, i));
      json_builder_end_array (builder);
      json_builder_end_object (builder);
      bw_cli_print_builder (builder);
    }
  else
    {
      for (guint i = 0; i < problems->len; i++)
        {
          g_autofree char *problem = bw_cli_format_text (g_ptr_array_index (problems, i));

          g_print ("%s\n", problem);
        }
      if (problems->len == 0)
        g_print (_("The library is sound.\n"));
    }

  if (problems->len > 0)
    {
      g_autofree char *shown = bw_cli_format_path (cli->library_path);

      g_set_error (error, BW_ERROR, BW_ERROR_DAMAGED,
                   g_dngettext (GETTEXT_PACKAGE,
                                "“%s” has %u problem; go back to a copy of it, or import your "
                                "export into a new library",
                                "“%s” has %u problems; go back to a copy of it, or import your "
                                "export into a new library",
                                problems->len),
                   shown, problems->len);
      return FALSE;
    }
  return TRUE;
}

const BwCliVerb bw_cli_verb_check = {
  .name = "check",
  .summary = N_("Look for damage in the library"),
  .description = N_("The exit status is 1 where a problem was found."),
  .run = run,
};
