/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-search-words.h"

#include <string.h>

gboolean
bw_search_words_set (BwSearchWords *self,
                     const char    *text)
{
  g_autofree char *folded = g_utf8_casefold (text != NULL ? text : "", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t", -1);

  if (g_str_equal (bw_search_words_get_text (self), text != NULL ? text : ""))
    return FALSE;
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (words, parts[i]);
  bw_search_words_clear (self);
  self->text = g_strdup (text);
  self->words = g_strv_builder_end (words);
  return TRUE;
}

void
bw_search_words_clear (BwSearchWords *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->words, g_strfreev);
}

const char *
bw_search_words_get_text (const BwSearchWords *self)
{
  return self->text != NULL ? self->text : "";
}

gboolean
bw_search_words_are_in (const BwSearchWords *self,
                        const char          *folded)
{
  for (guint i = 0; self->words != NULL && self->words[i] != NULL; i++)
    if (strstr (folded, self->words[i]) == NULL)
      return FALSE;
  return TRUE;
}
