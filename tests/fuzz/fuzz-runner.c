/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <glib.h>

/* Without libFuzzer: replays every file of a folder, past findings among them. */
int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n = 0;

  g_assert_cmpint (argc, ==, 2);
  dir = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const uint8_t *) "", 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      g_autofree char *text = NULL;
      g_autofree uint8_t *exact = NULL;
      gsize length;

      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);

      /* Without the NUL that ends the text: reading beyond it is to be found. */
      exact = g_memdup2 (text, length);
      LLVMFuzzerTestOneInput (exact, length);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  return 0;
}
