/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-window-private.h"

#include "app/bw-rate-dialog.h"
#include "app/bw-whose-dialog.h"
#include "import/bw-import-look.h"

#include <glib/gi18n-lib.h>

/* Files that come in, chosen, dropped or named on the command line: looked at for what is to be asked,
 * then imported. */

/* What waits for the person's answers. */
typedef struct
{
  BwWindow *window;  /* weak: the question goes with its window, and must not keep it */
  GStrv paths;
  guint n_recordings, n_without_rate; /* 0: nothing is to be asked of them */
  char *person;      /* (nullable): whose values were chosen */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_weak_pointer (&question->window);
  g_strfreev (question->paths);
  g_free (question->person);
  g_free (question);
}

static void
import_with (const Question *question,
             double          rate_hz)
{
  const BwImportOptions options = { .rate_hz = rate_hz, .person = question->person };

  bw_session_import (question->window->session, (const char *const *) question->paths, &options);
}

static void
on_rate_chosen (double   rate_hz,
                gpointer user_data)
{
  const Question *question = user_data;
  BwWindow *self = question->window;

  if (self == NULL || self->closing)
    return;
  g_settings_set_double (self->settings, "import-rate-hz", rate_hz);
  import_with (question, rate_hz);
}

/* Takes @question. */
static void
ask_rate (Question *question)
{
  BwWindow *self = question->window;
  BwRateDialog *dialog
    = bw_rate_dialog_new (GTK_WINDOW (self), question->n_without_rate, question->n_recordings,
                          g_settings_get_double (self->settings, "import-rate-hz"));

  bw_rate_dialog_set_callback (dialog, on_rate_chosen, question, question_free);
  gtk_window_present (GTK_WINDOW (dialog));
}

static Question *
question_copy (const Question *question)
{
  Question *copy = g_new0 (Question, 1);

  g_set_weak_pointer (&copy->window, question->window);
  copy->paths = g_strdupv (question->paths);
  copy->n_recordings = question->n_recordings;
  copy->n_without_rate = question->n_without_rate;
  copy->person = g_strdup (question->person);
  return copy;
}

static void
on_person_chosen (const char *name,
                  gpointer    user_data)
{
  Question *question = user_data;
  BwWindow *self = question->window;

  if (self == NULL || self->closing)
    return;
  g_free (question->person);
  question->person = g_strdup (name);
  if (question->n_without_rate > 0)
    ask_rate (question_copy (question));
  else
    import_with (question, 0);
}

/* Takes @question. */
static void
ask_person (Question          *question,
            const char *const *people)
{
  BwWhoseDialog *dialog = bw_whose_dialog_new (GTK_WINDOW (question->window), people);

  bw_whose_dialog_set_callback (dialog, on_person_chosen, question, question_free);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
bw_window_take_look (BwWindow *self,
                     BwJob    *job)
{
  const BwImportLook *look = bw_job_get_result (job);
  g_autoptr (BwJob) key = NULL;
  g_auto (GStrv) paths = NULL;
  Question *question;

  if (!g_hash_table_steal_extended (self->looks, job, (gpointer *) &key, (gpointer *) &paths)
      || bw_job_get_state (job) == BW_JOB_CANCELLED || self->closes_when_saved)
    return;
  if (look == NULL || (look->n_without_rate == 0 && g_strv_length (look->people) < 2))
    {
      /* Also what could not be looked at: the import says why. */
      bw_session_import (self->session, (const char *const *) paths, NULL);
      return;
    }

  question = g_new0 (Question, 1);
  g_set_weak_pointer (&question->window, self);
  question->paths = g_steal_pointer (&paths);
  question->n_recordings = look->n_recordings;
  question->n_without_rate = look->n_without_rate;
  if (g_strv_length (look->people) > 1)
    ask_person (question, (const char *const *) look->people);
  else
    ask_rate (question);
}

void
bw_window_import (BwWindow   *self,
                  GListModel *files)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  BwJob *look;

  g_return_if_fail (BW_IS_WINDOW (self));
  g_return_if_fail (G_IS_LIST_MODEL (files));

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path == NULL)
        {
          bw_window_add_toast (self, _("Only files on this computer can be imported"));
          return;
        }
      if (g_str_has_suffix (path, BW_LIBRARY_SUFFIX))
        g_application_open (application, &file, 1, "");
      else
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  if (paths->len == 0)
    return;
  g_ptr_array_add (paths, NULL);
  look = bw_session_look (self->session, (const char *const *) paths->pdata);
  if (look != NULL)
    g_hash_table_insert (self->looks, g_object_ref (look),
                         g_strdupv ((char **) paths->pdata));
}

static gboolean
on_drop (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         gpointer       user_data)
{
  BwWindow *self = user_data;
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (GSList *at = g_value_get_boxed (value); at != NULL; at = at->next)
    g_list_store_append (files, at->data);
  if (g_list_model_get_n_items (G_LIST_MODEL (files)) == 0)
    return FALSE;
  bw_window_import (self, G_LIST_MODEL (files));
  return TRUE;
}

void
bw_window_accept_drops (BwWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self->content), GTK_EVENT_CONTROLLER (target));
}
