/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-run.h"

#include "bw-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* A program of its own: "forecast train", as README has it, learns from simulated people first, which
 * takes longer than all that the contract asks for together. */

/* The command lines that README shows work as they stand there, one after the other. */
static void
test_readme (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "README.md", NULL);
  g_autofree char *text = NULL, *folder = cli_path ("readme");
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = NULL;
      const char *words[] = { "sh", "-c", NULL, NULL };
      g_autoptr (GSubprocess) process = NULL;
      g_auto (Run) run = { 0 };

      if (!g_str_has_prefix (lines[i], "    beatwise-cli "))
        continue;
      line = g_strdup_printf ("cd '%s' && '%s' %s", folder, cli_program (),
                              lines[i] + strlen ("    beatwise-cli "));
      words[2] = line;
      process = cli_start (NULL, words);
      cli_finish (process, &run);
      g_test_message ("%s", lines[i]);
      cli_assert_done (&run);
      /* It would, of some. */
      g_assert_null (strstr (run.out, "Would label 0"));
      n++;
    }
  g_assert_cmpuint (n, >=, 8);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!cli_set_up (argc, argv))
    return 2;
  g_test_add_func ("/cli/readme", test_readme);
  status = g_test_run ();
  cli_tear_down ();
  return status;
}
