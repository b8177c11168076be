/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"

#include "app/bw-session-export.h"
#include "glucose-fixture.h"

#include <glib/gstdio.h>

#define DAYS 40
#define SEED 7

/* Of the first recordings, half and half. */
#define N_LABELLED 16

static char *made_in;

/* Returns: (transfer full): the library's path */
static char *
make_library (void)
{
  const BwComparatorTrainOptions options = { .rule = BW_RULE_LOGISTIC };
  char *path;
  BwSession *session;

  if (made_in == NULL)
    {
      made_in = bw_test_make_folder ();
      session = app_session_new (made_in);
      bw_session_import_sample (session, DAYS, SEED);
      glucose_settle (session);
      path = g_strdup (bw_session_get_path (session));
      glucose_library_label (path, 1, N_LABELLED / 2 + 1, BW_LABEL_FASTING);
      glucose_library_label (path, N_LABELLED / 2 + 1, N_LABELLED + 1, BW_LABEL_GLUCOSE);
      bw_session_refresh (session);
      glucose_settle (session);
      bw_session_learn (session, &options);
      glucose_settle (session);
      g_assert_no_error (bw_session_get_learn_error (session));
      bw_session_drain (session);
      app_assert_gone (session);
      return path;
    }
  return g_build_filename (made_in, "me.beatwise", NULL);
}

void
export_fixture_set_up (ExportFixture *self,
                       gconstpointer  data)
{
  self->folder = bw_test_make_folder ();
  if (g_strcmp0 (data, "empty") != 0)
    {
      g_autofree char *path = make_library ();
      g_autofree char *copy = g_build_filename (self->folder, "me.beatwise", NULL);
      g_autoptr (GFile) from = g_file_new_for_path (path), to = g_file_new_for_path (copy);
      g_autoptr (GError) error = NULL;

      g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  self->session = app_session_new (self->folder);
  bw_session_refresh (self->session);
  export_fixture_settle (self);
}

void
export_fixture_tear_down (ExportFixture *self,
                          gconstpointer  data)
{
  if (self->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (self->dialog));
  app_spin (30);
  g_assert_null (self->dialog);
  bw_session_drain (self->session);
  app_spin (20);
  app_assert_gone (self->session);
  bw_test_remove_folder (self->folder);
}

void
export_fixture_settle (ExportFixture *self)
{
  glucose_settle (self->session);
}

void
export_fixture_open (ExportFixture *self,
                     GtkWindow     *parent,
                     BwExportKind   kind,
                     const GArray  *selected)
{
  g_set_weak_pointer (&self->dialog, bw_export_dialog_new (parent, self->session, selected));
  bw_export_dialog_show (self->dialog, kind, 0);
  gtk_window_present (GTK_WINDOW (self->dialog));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->dialog));
  export_fixture_settle (self);
}

GtkWidget *
export_fixture_get_page (ExportFixture *self)
{
  return gtk_stack_get_visible_child (GTK_STACK (app_find (GTK_WIDGET (self->dialog), "GtkStack")));
}

static GtkWidget *
find_row (GtkWidget  *root,
          const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW (root)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

gpointer
export_fixture_get_row (ExportFixture *self,
                        const char    *title)
{
  GtkWidget *row = find_row (export_fixture_get_page (self), title);

  g_assert_nonnull (row);
  return row;
}

BwJob *
export_fixture_write (ExportFixture *self,
                      const char    *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  BwJob *job = bw_export_dialog_write (self->dialog, file);

  g_assert_nonnull (job);
  g_assert_cmpint (bw_job_get_kind (job), ==, BW_JOB_EXPORT);
  g_object_ref (job);
  export_fixture_settle (self);
  app_wait (self->dialog == NULL);
  return job;
}

void
export_fixture_forget (void)
{
  g_clear_pointer (&made_in, bw_test_remove_folder);
}
