/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test-pdf.h"

#include <string.h>

void
bw_test_pdf_keep (GBytes     *pdf,
                  const char *name)
{
  const char *folder = g_getenv ("BW_TEST_PICTURES");
  g_autofree char *path = NULL;

  g_assert_cmpmem (g_bytes_get_data (pdf, NULL), 4, "%PDF", 4);
  if (folder == NULL || *folder == '\0')
    return;
  path = g_strdup_printf ("%s/%s.pdf", folder, name);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (pdf, NULL),
                                      (gssize) g_bytes_get_size (pdf), NULL));
}

char **
bw_test_pdf_read (GBytes *pdf)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  const char *argv[] = { program, "-layout", "-", "-", NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  char **pages;

  if (program == NULL)
    {
      g_test_skip ("pdftotext is not here");
      return NULL;
    }
  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, pdf, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (out, NULL), g_bytes_get_size (out));
  /* A form feed ends each page, the last too. */
  g_assert_true (g_str_has_suffix (text, "\f"));
  text[strlen (text) - 1] = '\0';
  pages = g_strsplit (text, "\f", -1);
  return pages;
}

char *
bw_test_pdf_join (char **pages)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; pages[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit_set (pages[i], " \n\t", -1);

      for (guint k = 0; words[k] != NULL; k++)
        if (*words[k] != '\0')
          g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", words[k]);
    }
  return g_string_free (text, FALSE);
}
