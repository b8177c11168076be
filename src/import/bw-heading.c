/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-heading.h"

/* Of a heading, what is read. */
#define MAX_LENGTH 64

char **
bw_heading_read_words (BwSlice heading)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  gsize start = 0;

  heading.length = MIN (heading.length, MAX_LENGTH);
  for (gsize i = 0; i <= heading.length; i++)
    /* What is not ASCII are letters here. */
    if (i == heading.length || !(g_ascii_isalnum (heading.text[i]) || (heading.text[i] & 0x80)))
      {
        if (i > start)
          g_ptr_array_add (words, g_ascii_strdown (heading.text + start, (gssize) (i - start)));
        start = i + 1;
      }
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}

gboolean
bw_heading_has (char              **words,
                const char *const  *wanted)
{
  for (; *words != NULL; words++)
    if (g_strv_contains (wanted, *words))
      return TRUE;
  return FALSE;
}

gboolean
bw_heading_says (char              **words,
                 const char *const  *wanted,
                 const char *const  *fillers)
{
  for (char **word = words; *word != NULL; word++)
    if (!g_strv_contains (wanted, *word) && !g_strv_contains (fillers, *word))
      return FALSE;
  return bw_heading_has (words, wanted);
}
