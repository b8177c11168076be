/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-background-group.h"

#include "app/bw-background-start.h"
#include "compat/bw-compat-file-dialog.h"

#include <glib/gi18n-lib.h>

struct _BwBackgroundGroup
{
  AdwPreferencesGroup parent_instance;

  /* Template children. */
  AdwActionRow *folder;
  GtkWidget *forget;
  GtkWidget *choose;
  AdwActionRow *news;
  AdwActionRow *start_row;
  GtkSwitch *start;

  /* Owned. */
  GSettings *settings;
  BwUnattended *unattended;  /* (nullable) */
  char *start_subtitle;      /* where nothing is wrong */

  gboolean loading;
};

G_DEFINE_FINAL_TYPE (BwBackgroundGroup, bw_background_group, ADW_TYPE_PREFERENCES_GROUP)

static void
set_subtitle (AdwActionRow *row,
              const char   *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (row, escaped);
}

/* --- The folder --------------------------------------------------------------------------------- */

/* In a sandbox the path is one of the portal's, in which only the name is the person's. */
static char *
name_folder (const char *path)
{
  g_autofree char *portal = g_build_filename (g_get_user_runtime_dir (), "doc/", NULL);

  return g_str_has_prefix (path, portal) ? g_filename_display_basename (path)
                                         : g_filename_display_name (path);
}

static void
load_folder (BwBackgroundGroup *self)
{
  g_autofree char *uri = g_settings_get_string (self->settings, "watched-folder");
  g_autofree char *path = *uri != '\0' ? g_filename_from_uri (uri, NULL, NULL) : NULL;
  g_autofree char *shown = path != NULL ? name_folder (path) : NULL;
  const char *text = self->unattended != NULL ? bw_unattended_get_watch_text (self->unattended)
                                              : NULL;

  set_subtitle (self->folder,
                shown != NULL ? shown : _("None: new exports are imported by hand"));
  gtk_widget_set_visible (self->forget, shown != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->news), shown != NULL && text != NULL);
  if (text != NULL)
    set_subtitle (self->news, text);
}

static void
on_folder_chosen (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (BwBackgroundGroup) self = user_data;
  g_autoptr (GFile) folder = bw_file_dialog_run_finish_one (result, NULL);
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;
  g_autofree char *uri = NULL;

  if (folder == NULL || self->settings == NULL)
    return;
  if (path == NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->news), TRUE);
      set_subtitle (self->news, _("Only folders on this computer can be watched"));
      return;
    }
  uri = g_filename_to_uri (path, NULL, NULL);
  g_settings_set_string (self->settings, "watched-folder", uri);
}

static void
on_choose (BwBackgroundGroup *self)
{
  g_autofree char *uri = g_settings_get_string (self->settings, "watched-folder");
  g_autoptr (GFile) folder = *uri != '\0' ? g_file_new_for_uri (uri) : NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  bw_file_dialog_run (GTK_WINDOW (root), BW_FILE_DIALOG_FOLDER, _("Watched Folder"), _("_Watch"),
                      NULL, folder, NULL, 0, NULL, on_folder_chosen, g_object_ref (self));
}

static void
on_forget (BwBackgroundGroup *self)
{
  g_settings_set_string (self->settings, "watched-folder", "");
}

/* --- The start ---------------------------------------------------------------------------------- */

static void
show_start (BwBackgroundGroup *self,
            gboolean           on)
{
  self->loading = TRUE;
  gtk_switch_set_active (self->start, on);
  gtk_switch_set_state (self->start, on);
  self->loading = FALSE;
}

/* The desktop may ask the person, who may close the preferences before the answer is given. */
typedef struct
{
  BwBackgroundGroup *group;
  GSettings *settings;
  gboolean on;
} Asked;

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->group);
  g_object_unref (asked->settings);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
on_start_set (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Asked) asked = user_data;
  BwBackgroundGroup *self = asked->group;
  g_autoptr (GError) error = NULL;
  gboolean done = bw_background_start_set_finish (result, &error);

  if (done)
    g_settings_set_boolean (asked->settings, "background-start", asked->on);
  if (self->settings == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->start_row), TRUE);
  set_subtitle (self->start_row, done ? self->start_subtitle : error->message);
  show_start (self, asked->on == done);
}

/* The switch moves at once; its state follows when it is so. */
static gboolean
on_start (BwBackgroundGroup *self,
          gboolean           on)
{
  Asked *asked;

  if (self->loading)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->start_row), FALSE);
  asked = g_new (Asked, 1);
  *asked = (Asked) { g_object_ref (self), g_object_ref (self->settings), on };
  bw_background_start_set (on, NULL, on_start_set, asked);
  return GDK_EVENT_STOP;
}

static void
bw_background_group_dispose (GObject *object)
{
  BwBackgroundGroup *self = BW_BACKGROUND_GROUP (object);

  self->loading = TRUE;
  g_clear_object (&self->settings);
  g_clear_object (&self->unattended);
  g_clear_pointer (&self->start_subtitle, g_free);
  G_OBJECT_CLASS (bw_background_group_parent_class)->dispose (object);
}

static void
bw_background_group_class_init (BwBackgroundGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_background_group_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/beatwise/Beatwise/ui/bw-background-group.ui");
  gtk_widget_class_bind_template_child (widget_class, BwBackgroundGroup, folder);
  gtk_widget_class_bind_template_child (widget_class, BwBackgroundGroup, forget);
  gtk_widget_class_bind_template_child (widget_class, BwBackgroundGroup, choose);
  gtk_widget_class_bind_template_child (widget_class, BwBackgroundGroup, news);
  gtk_widget_class_bind_template_child (widget_class, BwBackgroundGroup, start_row);
  gtk_widget_class_bind_template_child (widget_class, BwBackgroundGroup, start);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_forget);
  gtk_widget_class_bind_template_callback (widget_class, on_start);
}

static void
bw_background_group_init (BwBackgroundGroup *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->start_subtitle = g_strdup (adw_action_row_get_subtitle (self->start_row));
}

void
bw_background_group_set_up (BwBackgroundGroup *self,
                            GSettings         *settings,
                            BwUnattended      *unattended)
{
  g_return_if_fail (BW_IS_BACKGROUND_GROUP (self));
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  if (unattended != NULL)
    {
      self->unattended = g_object_ref (unattended);
      g_signal_connect_object (unattended, "changed", G_CALLBACK (load_folder), self,
                               G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (settings, "changed::watched-folder", G_CALLBACK (load_folder), self,
                           G_CONNECT_SWAPPED);
  load_folder (self);
  show_start (self, g_settings_get_boolean (settings, "background-start"));
}
